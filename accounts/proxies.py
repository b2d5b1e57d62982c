"""Whether PROXY_COUNT says how many proxies of ours stand before us: else limits count the wrong address."""


def what_does_not_fit(forwarded: str | None, *, proxy_count: int) -> str:
    """Say what is wrong, from the X-Forwarded-For of a request that brought none itself; empty when it fits.

    Each proxy of ours adds one address. Only a check of ours knows that it brought none: a visitor may send any.
    """
    number = len([address for address in (forwarded or "").split(",") if address.strip()])
    if number == proxy_count:
        return ""
    if number > proxy_count:
        return (
            f"Er staan {number} proxy’s voor het product, maar PROXY_COUNT is {proxy_count}. Alle bezoekers lijken dan "
            f"van één adres te komen. Zet PROXY_COUNT op {number}."
        )
    return (
        f"PROXY_COUNT is {proxy_count}, maar X-Forwarded-For noemt {number} adressen. Een bezoeker kan dan een ander "
        f"adres voorwenden. Zet PROXY_COUNT op {number}, of laat elke proxy X-Forwarded-For aanvullen."
    )
