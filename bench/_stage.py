"""Makes a map with many statements for ``serve.py`` and says where its pages are."""

import json
import sys

from citizenspring.cli._platform import load_platform


def main(count: int) -> dict[str, str]:
    from citizenspring.opinions.models import Statement  # noqa: PLC0415  # Django first
    from citizenspring.opinions.tests.factories import make_map  # noqa: PLC0415

    found = make_map(*(f"Seed {n} speaks of something of its own." for n in range(20)))
    like = Statement.objects.filter(map=found).latest("number")
    from citizenspring.common.ids import uuid7  # noqa: PLC0415
    from citizenspring.threads.models import Node  # noqa: PLC0415

    nodes = [
        Node(kind="statement", title=f"Statement {n} of many, about the street.", language="en")
        for n in range(count)
    ]
    Node.objects.bulk_create(nodes, batch_size=5000)
    rows = []
    for number, node in enumerate(nodes, like.number + 1):
        facts = {
            field.attname: getattr(like, field.attname) for field in Statement._meta.concrete_fields
        }
        facts |= {"id": uuid7(), "number": number, "text": node.title, "node_id": node.pk}
        rows.append(Statement(**facts))
    Statement.objects.bulk_create(rows, batch_size=5000)
    vote = found.get_absolute_url()
    process = found.activity.process.get_absolute_url()
    return {
        "vote": vote,
        "short": f"/m/{found.code}",
        "list": f"{vote}statements/",
        "process": process,
    }


if __name__ == "__main__":
    load_platform()
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))))
