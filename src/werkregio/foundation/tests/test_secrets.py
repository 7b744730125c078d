# SPDX-License-Identifier: EUPL-1.2
"""Keys of cases, codes and keyed hashes."""

import pytest

from werkregio.foundation import secrets


def test_what_a_case_key_encrypts_only_that_key_opens():
    mine, other = secrets.new_case_key(), secrets.new_case_key()
    token = secrets.encrypt({"naam": "Noor", "é": [1, None]}, mine)
    assert "Noor" not in token
    assert secrets.decrypt(token, mine) == {"naam": "Noor", "é": [1, None]}
    with pytest.raises(secrets.UnreadableError):
        secrets.decrypt(token, other)


def test_another_master_key_opens_nothing(settings):
    wrapped = secrets.new_case_key()
    token = secrets.encrypt("x", wrapped)
    settings.WERKREGIO_MASTER_KEYS = {"1": "another master key of forty characters or more"}
    with pytest.raises(secrets.UnreadableError):
        secrets.decrypt(token, wrapped)
    settings.WERKREGIO_MASTER_KEYS = {}
    with pytest.raises(secrets.UnreadableError):
        secrets.decrypt(token, wrapped)


def test_a_new_master_key_leaves_the_old_cases_readable(settings):
    wrapped = secrets.new_case_key()
    token = secrets.encrypt("x", wrapped)
    settings.WERKREGIO_MASTER_KEYS = {**settings.WERKREGIO_MASTER_KEYS, "2": "a newer key"}
    settings.WERKREGIO_MASTER_KEY_VERSION = "2"
    assert secrets.decrypt(token, wrapped) == "x"
    assert secrets.new_case_key().startswith("2:")


@pytest.mark.parametrize("broken", ["", "1:", "1:abc", "9:abc", "abc"])
def test_a_broken_key_is_told_apart_from_a_crash(broken):
    with pytest.raises(secrets.UnreadableError):
        secrets.decrypt("abc", broken)


def test_a_sealed_secret_comes_back():
    sealed = secrets.seal("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert secrets.unseal(sealed) == "JBSWY3DPEHPK3PXP"
    with pytest.raises(secrets.UnreadableError):
        secrets.unseal("1:nothing")


def test_a_code_holds_80_bits_without_look_alikes():
    code = secrets.new_code()
    assert len(code) == 19
    assert set(code) <= set(secrets.ALPHABET + "-")
    assert not set("ILOU") & set(secrets.ALPHABET)
    assert len(secrets.ALPHABET) ** secrets.CODE_LENGTH == 2**80
    assert len({secrets.new_code() for _ in range(200)}) == 200


@pytest.mark.parametrize(
    "typed", ["abcd-0123-4567-89ef", " ABCD 0123 4567 89EF ", "ABCDO123456789EF", "abcdoi2345678 9ef"]
)
def test_a_code_is_read_as_people_type_it(typed):
    assert secrets.normal_code(typed) == "ABCD0123456789EF"


def test_a_keyed_hash_depends_on_purpose_and_installation(settings):
    first = secrets.keyed_hash("x", purpose="code")
    assert first != secrets.keyed_hash("x", purpose="invitation")
    settings.SECRET_KEY = "another secret"
    assert first != secrets.keyed_hash("x", purpose="code")


def test_a_token_of_a_link_holds_128_bits():
    assert len(secrets.new_token()) == 22
