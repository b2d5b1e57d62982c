"""What may stand in the variables of ACM/IDM (ADR 0062)."""


def issuer(raw: str) -> str:
    """Accept the address of an OpenID Connect provider, as it stands in its tokens; plain http on this machine only."""
    is_here = raw.startswith(("http://localhost:", "http://127.0.0.1:"))
    if raw and (not (raw.startswith("https://") or is_here) or raw.endswith("/") or any(sign in raw for sign in "?# ")):
        raise ValueError("is not an https:// address without / at its end.")
    return raw


def scopes(raw: str) -> str:
    """Accept what we ask ACM/IDM: openid and vo, and never the national number."""
    asked = raw.split()
    if any("rrn" in one.lower() for one in asked):
        raise ValueError("asks for the national number (rrn), which this product may not have (R62).")
    if not {"openid", "vo"} <= set(asked):
        raise ValueError("lacks openid or vo.")
    return " ".join(asked)


def organisation_codes(raw: str) -> list[str]:
    """Accept OVO codes and enterprise numbers."""
    codes = [name.strip().replace(".", "").upper() for name in raw.split(",") if name.strip()]
    for code in codes:
        if not (code.startswith("OVO") and code[3:].isdigit() and len(code) == 9) and not (
            code.isascii() and code.isdigit() and len(code) == 10
        ):
            raise ValueError("holds something that is neither an OVO code (OVO001234) nor an enterprise number.")
    return codes
