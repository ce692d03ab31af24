import shutil
import subprocess
from pathlib import Path

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import Checkpoint, KeyMismatch, PublicKey, SigningKey, Tree
from citizenspring.engines.record.notes import note_of, sign, signatures_of

PUBLISHED_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PUBLISHED_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLISHED_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6"
    "KE6RyyBwJnAM=\n"
)
KEY = SigningKey("spring.example", bytes(32))


def test_the_published_note_holds() -> None:
    text = note_of(PUBLISHED_NOTE, [PublicKey.parse(PUBLISHED_KEY)])
    assert text.startswith("If you think cryptography")


def test_the_published_key_signs_the_published_note() -> None:
    secret = SigningKey.parse(PUBLISHED_SECRET)
    assert str(secret.public) == PUBLISHED_KEY
    assert sign(signatures_of(PUBLISHED_NOTE)[0], secret) == PUBLISHED_NOTE


def test_the_signature_of_rfc_8032_is_reproduced() -> None:
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    signature = SigningKey("rfc8032", seed).signature(b"")
    assert signature.hex().startswith(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e0652249"
    )


def test_a_changed_text_is_refused() -> None:
    note = sign("One.\n", KEY).replace("One", "Two")
    with pytest.raises(KeyMismatch, match="does not fit"):
        note_of(note, [KEY.public])


def test_a_missing_signature_is_refused() -> None:
    other = SigningKey.generate("witness.example")
    with pytest.raises(KeyMismatch, match="no signature of witness"):
        note_of(sign("One.\n", KEY), [KEY.public, other.public])


def test_signatures_of_others_are_passed_over() -> None:
    other = SigningKey.generate("witness.example")
    assert note_of(sign("One.\n", other, KEY), [KEY.public]) == "One.\n"


@pytest.mark.parametrize("note", ["", "One.\n", "One.\n\nno dash\n", "One.\n\n— name AAAA\n"])
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(BadInput):
        signatures_of(note)


@pytest.mark.parametrize(
    "text", ["", "name", "name+00000000+AAAA", PUBLISHED_KEY.replace("c74f20a3", "c74f20a4")]
)
def test_a_damaged_public_key_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        PublicKey.parse(text)


@pytest.mark.parametrize(
    "text", ["", PUBLISHED_KEY, PUBLISHED_SECRET.replace("c74f20a3", "00000000")]
)
def test_a_damaged_signing_key_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        SigningKey.parse(text)


@pytest.mark.parametrize("name", ["", "two words", "a+b"])
def test_a_name_that_breaks_the_line_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="not usable"):
        PublicKey(name, bytes(32))


def test_the_secret_is_not_shown() -> None:
    assert "seed" not in repr(KEY)


def test_a_checkpoint_is_read_back() -> None:
    checkpoint = Checkpoint("spring.example", 1, Tree([b"one"]).root())
    assert Checkpoint.open(checkpoint.signed(KEY), [KEY.public]) == checkpoint


@pytest.mark.parametrize("text", ["a\n1\n", "a\n01\nAAAA\n", "a\n-1\nAAAA\n", "a\n٣\nAAAA\n"])
def test_a_note_that_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not a checkpoint"):
        Checkpoint.read(sign(text, KEY))


def test_openssl_accepts_the_signature(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    assert openssl, "openssl is needed to check signatures with another program"
    # SubjectPublicKeyInfo of Ed25519 (RFC 8410) is a fixed head and the 32 bytes.
    (tmp_path / "key.der").write_bytes(bytes.fromhex("302a300506032b6570032100") + KEY.public.raw)
    (tmp_path / "text").write_bytes(b"One.\n")
    (tmp_path / "signature").write_bytes(KEY.signature(b"One.\n"))
    arguments = (
        "pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in text -sigfile signature"
    )
    told = subprocess.run(
        [openssl, *arguments.split()],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert b"Signature Verified Successfully" in told.stdout
