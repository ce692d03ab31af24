"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

__all__ = ["HashedFiles"]


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # theirs has no types
    """What a script imports from beside it is hashed too: a page never mixes two releases."""

    support_js_module_import_aggregation = True
