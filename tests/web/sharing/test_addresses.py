"""Where a shared server is found."""

from ipaddress import ip_address

from ipt_cards.web.sharing.addresses import (
    certified_addresses,
    machine_names,
    network_addresses,
    plain_addresses,
)


def test_without_a_certificate_this_machine_uses_the_loopback() -> None:
    found = plain_addresses(8765, ["192.168.1.2", "10.0.0.1"])
    assert found.own == "http://127.0.0.1:8765/"
    assert found.shared == "http://192.168.1.2:8765/"
    assert found.others == ("http://10.0.0.1:8765/",)
    assert plain_addresses(80, []).own == "http://127.0.0.1/"
    assert plain_addresses(80, []).shared == ""


def test_an_address_that_the_certificate_holds_for_comes_first() -> None:
    networks = ["192.168.1.2", "10.0.0.1"]
    found = certified_addresses(443, networks, ["localhost", "10.0.0.1"], is_shared=True)
    assert (found.own, found.shared) == ("https://localhost/", "https://10.0.0.1/")
    assert found.certified


def test_a_name_of_the_certificate_is_used_where_it_holds_for_no_address() -> None:
    names = ["*.example.org", "203.0.113.9", "cards.example.org"]
    found = certified_addresses(8765, ["192.168.1.2"], names, is_shared=True)
    assert found.shared == found.own == "https://cards.example.org:8765/"
    assert found.certified


def test_a_certificate_for_others_is_told() -> None:
    found = certified_addresses(8765, ["192.168.1.2"], ["203.0.113.9"], is_shared=True)
    assert found.shared == "https://192.168.1.2:8765/"
    assert found.own == "https://127.0.0.1:8765/"
    assert not found.certified
    alone = certified_addresses(8765, [], ["203.0.113.9"], is_shared=False)
    assert not alone.certified
    assert alone.shared == ""


def test_this_machines_own_addresses_lead_elsewhere() -> None:
    for address in network_addresses():
        assert not ip_address(address).is_loopback
    assert all(name and name == name.lower() for name in machine_names())
