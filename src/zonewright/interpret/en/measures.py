"""What figures are counted in: units, currencies, and the `per` that follows them."""

from __future__ import annotations

import re
from typing import Final

from zonewright.interpret.en.spacing import vocabulary

#: Currencies as they stand before a number. A sign that several countries share is told by `SHARED`.
BEFORE: Final = {
    "us$":
        "USD",
            "usd":
                "USD", "us dollars": "USD", "u.s. dollars": "USD", "us dollar": "USD", "u.s.$": "USD", "$us": "USD", "$": "USD",
    "hk$": "HKD", "s$": "SGD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "nt$": "TWD", "nz$": "NZD", "r$": "BRL", "mex$": "MXN",
    "mop$": "MOP", "j$": "JMD", "tt$": "TTD", "fj$": "FJD", "b$": "BND", "bz$": "BZD", "n$": "NAD", "z$": "ZWL",
    "rs.": "INR", "rs": "INR", "re.": "INR", "re": "INR", "₹": "INR", "₨": "INR", "rupees": "INR", "indian rupees": "INR",
    "pkrs": "PKR", "pkr.": "PKR", "pak rs.": "PKR", "slrs": "LKR", "slr": "LKR", "nrs.": "NPR", "nrs": "NPR", "mur": "MUR",
    "₩": "KRW", "won": "KRW", "¥": "CNY", "rmb": "CNY", "rmb¥": "CNY", "cny": "CNY", "yuan": "CNY", "jpy": "JPY", "€": "EUR",
    "euro": "EUR", "euros": "EUR", "£": "GBP", "ksh": "KES", "ksh.": "KES", "kshs": "KES", "kshs.": "KES", "kes": "KES",
    "kenya shillings":
        "KES", "gh¢": "GHS", "gh₵": "GHS", "gh¢.": "GHS", "ghc": "GHS", "₵": "GHS", "¢": "GHS", "₦": "NGN", "n": "NGN",
    "tk":
        "BDT",
            "tk.": "BDT", "৳": "BDT", "₫": "VND", "rp": "IDR", "rp.": "IDR", "₱": "PHP", "php": "PHP", "rm": "MYR", "฿": "THB",
    "dhs": "AED", "dhs.": "AED", "dh": "AED", "aed": "AED", "sr": "SAR", "ro": "OMR", "bd": "BHD", "kd": "KWD", "qr": "QAR",
    "r":
        "ZAR",
            "birr":
                "ETB", "br": "ETB", "ush": "UGX", "ushs": "UGX", "shs.": "", "shs": "", "sh.": "", "tsh": "TZS", "tshs": "TZS",
    "frw":
        "RWF", "rwf": "RWF", "ks": "MMK", "k": "ZMW", "zk": "ZMW", "₭": "LAK", "₸": "KZT", "₽": "RUB", "₺": "TRY", "tl": "TRY",
    "₴":
        "UAH",
            "₼":
                "AZN",
                    "₾":
                        "GEL", "₪": "ILS", "fcfa": "XOF", "cfaf": "XAF", "fcfa.": "XOF", "chf": "CHF", "zł": "PLN", "kr": "SEK",
    "riel": "KHR", "៛": "KHR", "₮": "MNT", "le": "SLL", "d": "GMD", "ld": "LRD", "egp": "EGP", "le.": "SLL", "l.e.": "EGP",
}  # fmt: skip
#: Currencies as they stand after a number.
AFTER: Final = {
    "us dollars": "USD", "us dollar": "USD", "u.s. dollars": "USD", "u.s. dollar": "USD", "united states dollars": "USD",
    "american dollars":
        "USD", "dollars": "USD", "dollar": "USD", "us$": "USD", "hong kong dollars": "HKD", "singapore dollars": "SGD",
    "australian dollars":
        "AUD", "canadian dollars": "CAD", "new taiwan dollars": "TWD", "indian rupees": "INR", "rupees": "INR",
    "rupee": "INR", "pakistani rupees": "PKR", "pakistan rupees": "PKR", "sri lankan rupees": "LKR", "nepalese rupees": "NPR",
    "korean won": "KRW", "south korean won": "KRW", "won": "KRW", "chinese yuan": "CNY", "yuan renminbi": "CNY", "yuan": "CNY",
    "renminbi": "CNY", "rmb yuan": "CNY", "rmb": "CNY", "japanese yen": "JPY", "yen": "JPY", "euros": "EUR", "euro": "EUR",
    "pounds sterling": "GBP", "pounds": "GBP", "british pounds": "GBP", "egyptian pounds": "EGP",
    "kenya shillings":
        "KES", "kenyan shillings": "KES", "kenyan shilling": "KES", "uganda shillings": "UGX", "ugandan shillings": "UGX",
    "tanzanian shillings": "TZS", "tanzania shillings": "TZS", "shillings": "", "shilling": "",
    "ghana cedis": "GHS", "ghanaian cedis": "GHS", "cedis": "GHS", "naira": "NGN", "taka": "BDT", "bangladeshi taka": "BDT",
    "vietnamese dong": "VND", "vietnam dong": "VND", "dong": "VND", "đồng": "VND", "rupiah": "IDR", "indonesian rupiah": "IDR",
    "philippine pesos": "PHP", "pesos": "PHP", "ringgit": "MYR", "malaysian ringgit": "MYR", "baht": "THB", "thai baht": "THB",
    "dirhams": "AED", "dirham": "AED", "uae dirhams": "AED", "saudi riyals": "SAR", "riyals": "SAR", "qatari riyals": "QAR",
    "omani rials":
        "OMR", "rand": "ZAR", "south african rand": "ZAR", "birr": "ETB", "ethiopian birr": "ETB", "rwandan francs": "RWF",
    "swiss francs": "CHF", "cfa francs": "XOF", "kyat": "MMK", "kyats": "MMK", "kip": "LAK", "riel": "KHR", "riels": "KHR",
    "tenge":
        "KZT",
            "roubles": "RUB", "rubles": "RUB", "russian rubles": "RUB", "lira": "TRY", "turkish lira": "TRY", "hryvnia": "UAH",
    "tugrik":
        "MNT", "tugriks": "MNT", "som": "KGS", "soms": "UZS", "sum": "UZS", "uzbek soums": "UZS", "manat": "AZN", "lari": "GEL",
    "kwacha":
        "ZMW",
            "zambian kwacha": "ZMW", "malawi kwacha": "MWK", "pula": "BWP", "metical": "MZN", "meticais": "MZN", "zloty": "PLN",
}  # fmt: skip
#: ISO 4217 codes that stand beside figures, in capitals only.
ISO: Final = vocabulary(
    "USD EUR GBP JPY CNY CNH KRW HKD MOP TWD SGD AUD NZD CAD CHF INR PKR LKR NPR BDT BTN MVR AFN MMK THB VND LAK "
    "KHR MYR IDR PHP BND MNT KZT KGS UZS TJS TMT RUB BYN UAH MDL GEL AMD AZN TRY IRR IQD SYP LBP JOD ILS SAR AED "
    "QAR BHD KWD OMR YER EGP LYD TND DZD MAD MRU SDG SSP ETB ERN DJF SOS KES UGX TZS RWF BIF CDF MZN MWK ZMW ZWL "
    "ZWG AOA NAD BWP ZAR LSL SZL MGA MUR SCR KMF XOF XAF GHS NGN SLE SLL LRD GMD GNF CVE STN PLN CZK HUF RON BGN "
    "RSD BAM MKD SEK NOK DKK ISK MXN GTQ HNL NIO CRC PAB DOP JMD TTD BBD BSD BZD HTG XCD COP VES PEN BOB BRL PYG "
    "UYU ARS CLP FJD PGK SBD WST XPF"
)
#: Signs that several currencies share, by words of the country that settle them.
SHARED: Final = {
    "INR": {
        "pakistan": "PKR", "sri lanka": "LKR", "nepal": "NPR", "mauritius": "MUR", "seychelles": "SCR", "punjab board": "PKR"},
    "USD": {
        "singapore":
            "SGD", "hong kong": "HKD", "australia": "AUD", "canada": "CAD", "jamaica": "JMD", "namibia": "NAD", "fiji": "FJD"},
    "": {"kenya": "KES", "uganda": "UGX", "tanzania": "TZS", "somalia": "SOS"},
}  # fmt: skip
#: Letters that are currencies only where the text shows so: N1000 is a grade as often as money.
_LETTERS: Final = {
    "n": ("naira", "nigeria", "ngn", "₦"),
    "k": ("kwacha", "zambia", "zmw"),
    "r": ("rand ", "rands", "south africa", "zar"),
    "d": ("dalasi", "gambia", "gmd"),
}
LETTERED: Final = re.compile(r"\b[NKRD] ?\d")
_LOOSE: Final = {"n", "k", "r", "d", "le", "br", "sr", "ro", "bd", "kd", "qr", "tl", "kr", "ks", "ld", "dh"}

_YEARS = (
    "(?:following |subsequent |next |succeeding |immediate |further |financial |fiscal |calendar |tax |taxable |assessment "
    "|consecutive |full |complete |succeeding |successive |equal |annual |more )"
)
_DAYS = "(?:working |business |calendar |consecutive |official |clear |more |natural )"
_PERSONS = (
    "persons?|people|employees?|workers?|staff(?: members?)?|workforce|researchers?|jobs?|trainees?|citizens?|personnel|"
    "nationals?|"
    "residents?|engineers?|technicians?|scientists?|professionals?|specialists?|experts?|talents?|apprentices?|interns?|"
    "graduates?|"
    "students?|pupils?|individuals?|executives?|labourers?|laborers?|members?|shareholders?|directors?|expatriates?|"
    "foreigners?|"
    "workmen|women|men|posts|positions|job opportunities|direct employment|employment opportunities|employments?|seats?|"
    "teachers?|doctors?|"
    "job seekers|locals|permits|foreign workers|work permits|headcounts?|heads|local people|beneficiaries|candidates|"
    "participants|smallholders|mechanics|growers|nurses|drivers|seafarers|fishers|households?|artisans|craftsmen|"
    "designers|developers of talent|doctorates|phds?|academicians?|tutors|interpreters|visitors|passengers|tourists"
    "|guests|farmers|users|learners|operatives|hires|labour|hands"
)
_COUNTS = (
    "countries|units?|projects?|enterprises?|companies|firms?|beds?|rooms?|patents?|items?|parks?|bases|cent(?:er|re)s?|"
    "laborator(?:y|ies)|"
    "stores?|vehicles?|instal?lments?|times?|cases|shares|branches|affiliates|subsidiaries|flights|berths|hotels?|platforms?|"
    "institutions?|products?|sites?|buildings?|factories|plants?|machines?|sets?|pieces?|outlets?|shops?|operators?|"
    "tenants|occasions?|"
    "applications?|copies|inventions?|industries|sectors?|lots?|plots?|containers?|teu|aircraft|ships?|vessels?|stations?|"
    "piles?|"
    "startups?|start-ups?|incubators?|universities|schools?|hospitals?|districts?|cities|provinces|states?|regions?|"
    "events?|exhibitions?|"
    "conferences|films?|licen[cs]es?|phases|tranches|transactions|provinces|jurisdictions|directors|suppliers|customers|"
    "brands?|services"
)
_KINDS: Final = (
    ("%", r"%|per ?-?cents?\b|per ?centum\b|percentage points?\b|pct\b\.?|percentages?\b"),
    ("year", rf"{_YEARS}{{0,2}}years?\b(?!-end)|yrs?\b\.?|fys?\b|(?:equal )?(?:annual|yearly) instal?lments?\b"),
    ("month", rf"{_YEARS}{{0,2}}months?\b|mths?\b\.?"),
    ("week", r"weeks?\b"),
    ("day", rf"{_DAYS}{{0,2}}days?\b"),
    ("hour", r"(?:working |clock )?hours?\b|hrs?\b\.?"),
    ("minute", r"minutes?\b"),
    ("m2", r"m2\b|m²|㎡|sq(?:uare|\.)? ?-?(?:met(?:er|re)s?|mtrs?|mts?|m)\b\.?|sqm\b|sqmt\b|meters squared\b"),
    ("km2", r"km2\b|km²|㎢|sq(?:uare|\.)? ?-?(?:kilomet(?:er|re)s?|kms?)\b\.?"),
    ("sqft", r"sq(?:uare|\.)? ?-?(?:feet|foot|fts?)\b\.?|sft\b|sqft\b|ft2\b"),
    ("sqyd", r"sq(?:uare|\.)? ?-?(?:yards?|yds?)\b\.?"),
    ("ha", r"hectares?\b|has?\b(?= of land|[,.;)])|ha\b\.?"),
    ("acre", r"acres?\b"),
    ("mu", r"mu\b(?! of the)"),
    ("rai", r"rai\b"),
    ("km", r"kilomet(?:er|re)s?\b|kms?\b\.?"),
    ("m", r"met(?:er|re)s?\b|mtrs?\b\.?"),
    ("MW", r"mw\b|megawatts?\b|mwp\b"),
    ("GW", r"gw\b|gigawatts?\b"),
    ("kW", r"kw\b|kilowatts?\b"),
    ("kVA", r"kva\b"),
    ("MVA", r"mva\b"),
    ("kWh", r"kwh\b|kilowatt-?hours?\b"),
    ("t", r"(?:metric )?tonn?es?\b|tons?\b|mt\b|mtpa\b|tpa\b|tpd\b|tcd\b"),
    ("kl", r"kl\b|klpd\b|kilolit(?:re|er)s?\b|mld\b"),
    ("point", r"points?\b"),
    ("night", r"nights?\b"),
)  # fmt: skip
#: What stands right after a number: one alternation, each unit a numbered group.
UNIT: Final = re.compile(r" {0,3}-? {0,3}(?:" + "|".join(f"({pattern})" for _, pattern in _KINDS) + r")", re.IGNORECASE)
UNIT_NAMES: Final = tuple(name for name, _ in _KINDS)
#: Persons and things may have a few words before them: `full-time local researchers`.
_ADJECTIVE = r"(?:[a-z][a-z'&/-]{1,20},? ){0,4}?"
NOUN: Final = re.compile(
    rf"[ -]{{1,3}}(?:of the )?{_ADJECTIVE}(?:(?P<person>{_PERSONS})|(?P<count>{_COUNTS}))\b", re.IGNORECASE
)
_STOP = re.compile(
    r"\b(?:of|in|for|to|and|or|by|with|from|who|which|that|is|are|shall|will|may|the|a|on|as|at|if|per|each|not|its|"
    r"their)\b"
)

_AFTER: Final = re.compile(
    r"[ -]{0,3}(?P<open>\()?(?:(?P<iso>" + "|".join(ISO) + r")|(?i:(?P<name>"
    + "|".join(re.escape(one) for one in sorted(AFTER, key=len, reverse=True)) +
        r")|(?P<sign>[€₩₫₹£¥₦₸₽฿₱]|us\$)))(?![a-z])(?(open)\))"
)  # fmt: skip
_EACH = (
    r"person|employee|worker|trainee|head|capita|student|researcher|beneficiary|candidate|apprentice|resident|individual|"
    r"unit|kwh|acre|hectare|"
    r"ha|sq\.? ?m(?:et(?:er|re))?\b\.?|square met(?:er|re)|sqm|m2|㎡|m²|sq\.? ?ft\b\.?|square foot|sqft|mu|year|annum|month|"
    r"day|quarter|hour|week|"
    r"night|project|company|enterprise|firm|applicant|patent|product|invention|case|item|event|kilomet(?:er|re)|km|mw|kw|"
    r"kva|tonne?|ton|mt|"
    r"licen[cs]e|application|household|family|vehicle|container|teu|flight|bed|room|seat|incubator|park|cluster|"
    r"instal?lment|job|post|"
    r"financial year|fiscal year|calendar year|working day|sq\.? ?yd|certificate|transaction|investor|start-?up|plot|share|"
    r"course|batch|litre|km"
)
_PER: Final = re.compile(
    rf"(?:/-)?,? ?(?:(?:per|every|each|for each|for every) (?:(?:[a-z-]{{2,14}} )?(?P<per>{_EACH})s?\b)|/ "
    rf"?(?P<slash>{_EACH})\b|a (?P<a>year|month|day|head|person|week|quarter)\b"
    r"|(?P<pa>p\.?a\b\.?|p\.a\.|annually|monthly|p\.m\.|yearly|pa\b|per year))",
    re.IGNORECASE,
)
_PER_NAMES: Final = {
    "employee": "person", "worker": "person", "trainee": "person", "head": "person", "capita": "person", "student": "person",
    "researcher":
        "person",
            "annum":
                "year", "hectare": "ha", "annually": "year", "yearly": "year", "monthly": "month", "financial year": "year",
    "fiscal year": "year", "calendar year": "year", "individual": "person", "beneficiary": "person", "apprentice": "person",
}  # fmt: skip


def currency_before(sign: str, following: str) -> str | None:
    """The currency that a sign before a number stands for; nothing where it is only a letter of the text."""
    key = sign.lower()
    if sign.upper() in ISO:
        return sign if sign.isupper() else None
    if key in _LOOSE and (not sign[0].isupper() or not following[:1].isdigit()):
        return None
    return BEFORE.get(key)


def currency_after(words: str, at: int) -> tuple[str, str, int] | None:
    """The currency that stands right after a number: the code, the word it was told by, where it ends."""
    found = _AFTER.match(words, at)
    if found is None:
        return None
    if found["iso"]:
        return found["iso"], found["iso"], found.end()
    word = (found["name"] or found["sign"]).lower()
    return (AFTER[word] if found["name"] else BEFORE[word]), word, found.end()


def unit_after(words: str, at: int) -> tuple[str, int] | None:
    """The unit that stands right after a number, and where it ends."""
    found = UNIT.match(words, at)
    if found is None or found.lastindex is None:
        return None
    return UNIT_NAMES[found.lastindex - 1], found.end()


def noun_after(words: str, at: int) -> tuple[str, int] | None:
    """Persons or things that a bare number counts, and where their name ends."""
    found = NOUN.match(words, at)
    if found is None:
        return None
    between = words[at : found.start("person" if found["person"] else "count")]
    if _STOP.search(between.lower()):
        return None
    return ("person" if found["person"] else "count"), found.end()


def per_after(words: str, at: int) -> tuple[str, int]:
    """What a figure is counted per, joined by `_` where there are two, and where it ends."""
    names: list[str] = []
    for _ in range(2):
        found = _PER.match(words, at)
        if found is None:
            break
        word = (found["per"] or found["slash"] or found["a"] or found["pa"] or "").lower()
        names.append(_per_name(word))
        at = found.end()
    return "_".join(names), at


def _per_name(word: str) -> str:
    bare = word.replace(".", "").strip()
    if bare.startswith(("sq", "m2", "㎡", "m²")):
        return "sqft" if "f" in bare else "sqyd" if "yd" in bare else "m2"
    if bare in {"pa", "pm"}:
        return "year" if bare == "pa" else "month"
    return _PER_NAMES.get(bare, bare.replace(" ", "_"))


def shown(letter: str, context: str) -> bool:
    """Whether the words around name the currency that a single letter stands for."""
    return any(name in context for name in _LETTERS.get(letter.lower(), ()))


def settled(currency: str, sign: str, context: str) -> tuple[str, bool]:
    """The currency a shared sign means where a country is named, and whether it had to be assumed."""
    shared = SHARED.get(currency)
    if (
        shared is None
        or sign.lower() in {"usd", "us$", "inr", "₹", "us dollars", "u.s. dollars", "us dollar", "u.s. dollar"}
        or sign in ISO
    ):
        return currency, False
    found = next((code for country, code in shared.items() if country in context), None)
    return (found, False) if found else (currency, True)
