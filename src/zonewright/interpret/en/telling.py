"""Which English sentences bind, give or plan something, and which only tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import Final

from zonewright.interpret.en.sentences import VERBS


class Setting(Enum):
    """What the heading over a text lets expect."""

    PLAIN = "plain"
    SILENT = "silent"  # preamble, background, message: nothing there binds
    DEFINITIONS = "definitions"
    BENEFITS = "benefits"  # fragments there are benefits or criteria
    ASKED = "asked"  # bare words there are conditions, or those who are left out


_SILENT: Final = re.compile(
    r"^\W*(?:\d[\d.]*\s*)?(?:preamble|background|introduction|foreword|preface|message|about|overview|vision|mission|"
    r"objectives?|aims?(?: and objectives?)?|purposes?(?: of .*)?|"
    r"short title(?!.*commencement)|why .*|contacts?(?: .*)?|contact us|disclaimer|enquir.*|glossary|abbreviations?|"
    r"acronyms?|table of contents|contents|arrangement of sections|(?:vision|mission)(?:,| and|/| &).*|"
    r"goals? and objectives?|guiding principles?|rationale|context|current (?:status|scenario).*|strengths?.*|"
    r"advantages?.*|location|key facts.*|at a glance|economic overview.*|statement of objects.*)\W*$",
    re.IGNORECASE,
)
_DEFINING: Final = re.compile(r"\b(?:definitions?|interpretation)\b", re.IGNORECASE)
_GIVING: Final = re.compile(
    r"\b(?:incentives?|benefits?|subsid|assistance|support|exemptions?|concessions?|reliefs?|grants?|rewards?|tax|dut(?:y|"
    r"ies)|allowances?|eligib|criteri|requirements?|conditions?|qualif|fees?|money|funding|preferential|awards?|bonus|aid\b|"
    r"help\b|waivers?|remission|rates?\b|prices?\b|charges?\b|rents?\b|rewards?|loans?\b|interest\b|refunds?|vouchers?|"
    r"cheques?|quantum|privileges|free of charge|repayment|costs?\b|stipends?|compensation|relocation)",
    re.IGNORECASE,
)
#: Under these the bare words are what is asked for, or who is left out.
_ASKING: Final = re.compile(
    r"\b(?:eligib\w*|criteri\w+|requirements?|conditions|tests?$|thresholds?|qualifications?|standing|checklist|papers|"
    r"who (?:can|may|gets|cannot|is|qualif)\w*|applying (?:for|to)|application (?:for|to)|left out|stays? out|"
    r"excluded|negative|"
    r"admission|entry on|listing as|opening a|setting up a|registering an?|recognition (?:of|as))(?!\w)",
    re.IGNORECASE,
)


def setting(headings: Sequence[str]) -> Setting:
    """What the headings over a text, nearest first, let expect."""
    for heading in headings:
        words = heading.strip()
        if _SILENT.match(words):
            return Setting.SILENT
        if _DEFINING.search(words) and len(words) < 60:
            return Setting.DEFINITIONS
        if _ASKING.search(words) and len(words) < 80:
            return Setting.ASKED
        if _GIVING.search(words):
            return Setting.BENEFITS
    return Setting.PLAIN


#: Words by which a sentence binds, permits, gives, plans or settles something.
_BINDS: Final = re.compile(
    r"\b(?:shall|must|should|may(?! \d)|can|cannot|will|would|ought to|(?:is|are|be) (?:hereby )?(?:to|required|encouraged|"
    r"supported|entitled|eligible|ineligible|exempt(?:ed)?|prohibited|forbidden|"
    r"allowed|permitted|granted|given|provided|offered|awarded|rewarded|subsidi[sz]ed|reimbursed|refunded|waived|paid|"
    r"collected|levied|charged|taxed|calculated|computed|decided|determined|"
    r"reduced|assigned|available|closed to|open to|limited|restricted|subject|deemed|considered|treated|repealed|revoked|"
    r"amended|responsible|effective|valid|applicable|"
    r"governed|final|free of|free from|matched|admitted|guaranteed|protected|excluded|not|being piloted|selected|approved|"
    r"recogni[sz]ed|counted|funded|financed|issued|submitted|filed|made|"
    r"payable|due|set at|capped|imposed|defined|welcome|planned|expected|obliged|obligated|liable|transferred|returned|"
    r"recovered|priority|priorit[a-z]+|authori[sz]ed|established by|based on|"
    r"also|only|hereby|additionally|further)\b|"
    r"(?:has|have|need|needs|had) to|plans?(?: to| cooperation| on)|planning to|aims? (?:to|at)|intends? to|envisages?|"
    r"proposes? to|seeks? to|pilot(?:s|ed|ing)?|explor(?:e|es|ing)|"
    r"pays? no|we (?:give|offer|provide|support|welcome)|gives? priority|(?:is|are) (?:negotiated|\d[\d.,]*|(?:rs|usd|us\$|krw|"
    r"rmb|inr|gbp|eur)\b|[$€£₹₩])|(?:do|does) not|counts? only|governs|^provided,?|closes? on|covers? (?:up to|the (?:cost|"
    r"whole)|all|half|\d)|freed from|"
    r"(?:is|are|be) (?:also |to be |being )?(?:[a-z]{3,14}ed|withdrawn|drawn|taken|held|kept|met|borne|built|run|sold|shown|"
    r"left|lent|put|sent|given)|enters? (?:duty|free)|in charge of|"
    r"for the purposes of this|falls? into|ranks? as|takes? in|lapses?|"
    r"ends? (?:with|at|on|when|after)|weighs? \d+|counts? (?:\w+ ){0,2}(?:at least|thirds?|half|\d+)|"
    r"counts? toward|runs? day|passes (?:to|between)|pass to|"
    r"draws? (?:an?|up|on)|plans? (?:an?|one|two|three|\d[\d,]*)|"
    r"puts? (?:its )?money|no ground for|is fed by|no (?:added|second|further)|"
    r"(?:is|are) (?:one of (?:\w+|\d+)(?= \w+ or more)|let|left|cut|the (?:thrust|priority|focus|sole)|"
    r"(?:two|three|four|five|six|ten|twelve) \w+)|"
    r"has (?:one|no|the)|creates? no|owns? |keeps? |occup(?:y|ies)|makes? an?|practi[sc]e in|obtains?|in the plan|"
    r"on the drawing board|to (?:be at least|begin|start|be (?:completed|held|kept|paid|reserved))|"
    r"grows? with|(?:is|are) working (?:with|towards)|pays? (?:back|half|\d)|"
    r"extends? (?:and applies )?to|there (?:is|are) (?:hereby )?established|not eligible|replies|follows? (?:version"
    r"|the)|stands? for (?:the|a)|"
    r"appl(?:y|ies)(?! for)|prevails?|take(?:s)? precedence|(?:come|came|comes|enter|enters|entered|took|take|takes)(?: "
    r"into)? (?:force|effect|operation)|reserves? the right|"
    r"enjoys?|receives?|qualif(?:y|ies)|gets?|entitles?|benefits? from|encourages|supports|exempts|provides|offers|pays|"
    r"bears|allows|requires|prohibits|"
    r"waives|subsidi[sz]es|reimburses|no (?:enterprise|unit|person|company|tax|duty|more|limit|restriction)|up to|at the rate|"
    r"depend(?:s)? on|belong(?:s)? to|consists? of|expires?|cease(?:s)?|counts? (?:as|for|towards)|shares? the cost|is the "
    r"authority|brings?)\b",
    re.IGNORECASE,
)
#: Verbs that give an order where a statement begins with them, and nowhere else.
_OPENING: Final = (
    "abridge|admit|arrange|assign|back|buil[dt]|coach|combine|concentrate|convene|convert|cooperate|dispatch|dredge|erect|"
    "electrify|equip|exchange|fill|fund|give|group|grow|halve|install|invest|lay|lease|let|list|locate|maintain|map|match|merge|"
    "move|name|negotiate|operate|pave|pay|permit|phase|place|plant|post|prepare|press|procure|pull|raise|recognise|recogni[sz]e|"
    "refund|regulate|renovate|reserve|restore|revise|revive|roll out|root out|run|second|share|shorten|station|stop|"
    "subsidi[sz]e|supply|top up|track|trial|try(?: out)?|turn|unite|update|widen|draft|found|draw|hand|cover|collect|compile|"
    "replace|rebuild|relocate|refurbish|sell|split|spread|store|test|stand"
)
_ORDER: Final = re.compile(
    rf"\s*(?:and |but |or )?(?:(?:in|by|with|on|for|at|relying|according|under|based|through|during|from|over|as|centering|"
    rf"focusing|taking)\b[\w ,'’&-]{{3,60}}, )?(?:(?:actively|vigorously|jointly|further|steadily|gradually|also|fully) "
    rf")?(?:{VERBS})\b(?! (?:of|is|are|has|have|was)\b)"
    rf"|\s*(?:{_OPENING}) (?!(?:of|is|are|has|have|was|or|shall|will|may|must|can)\b)(?=[^.;|:]{{8}})",
    re.IGNORECASE,
)
#: What a name is set against by a colon or in a table: an amount, a share, a time, or nothing to pay.
_AGAINST: Final = re.compile(
    r"[:|]\s*(?!see\b)(?:[^:|.;]{0,40}?[\d%$€£₩₹¥]|nil\b|free\b|half\b|waived|exempt|none\b|"
    r"not (?:charged|applied|billed|levied)|fast lane|"
    r"no |full|one |two |three |borne )",
    re.IGNORECASE,
)
_CONTACT: Final = re.compile(r"@\w|\+\d\d|\d\d:\d\d-\d\d|\b\d+[A-Z]? [A-Z]\w+ (?:Road|Street|Avenue|Lane|Square)\b")
_THING: Final = re.compile(
    r"\b(?:subsid\w+|grants?|reimburs\w+|exempt\w*|reduc\w+|waive\w*|rebate|refund\w*|allowance|rewards?|bonus|incentives?|"
    r"concession\w*|deduct\w*|free (?:land|of charge|rent)|discount\w*|"
    r"assistance|support|relief|loans?|guarantee\w*|visas?|permits?|one-stop|fast[- ]track|priority|preferential|minimum|"
    r"maximum|at least|or more|not less than|certificate|accelerated depreciation|tax credits?|"
    r"residence|no (?:restriction|limit|tax|duty|minimum)|%|per ?cent|zero)\b|%",
    re.IGNORECASE,
)
#: An item that begins so gives something, wherever it stands.
_RELIEF: Final = re.compile(
    r"\W*(?:an? )?(?:\d+ ?(?:%|per ?cent) )?(?:full |partial |complete |double |additional |financial |capital "
    r"|interest |one-time )?(?:exemption|support|assistance|grant|waiver|reimbursement|refund|"
    r"subsidy|rebate|reduction|concession|deduction|remission|relief|duty-free import)s?(?:/[a-z]+)? (?:from|of|on|in"
    r"|for|by|@|up to)\b",
    re.IGNORECASE,
)
_ALLOWED: Final = re.compile(
    r"(?:free|flat|priority|grace of|backing for|an? (?:place|seat|desk|stand|pass|card|loan|grant|voucher|cheque) |help with|"
    r"\d[\d.]* ?%|half|two thirds|one third|[a-z-]+ (?:cheque|allowance|voucher|stipend)s? of)\b(?=.{12})",
    re.IGNORECASE,
)
_PAST: Final = re.compile(
    r"\b(?:was|were|had|has (?:been |already |now )?(?:grown|risen|recorded|attracted|become|reached|seen|increased|"
    r"achieved|emerged|brought|contributed|set up|established|signed|opened|built|approved|launched|introduced|made|formed|"
    r"played)"
    r"|have (?:been )?(?:grown|risen|recorded|attracted|become|reached|seen|put|settled|signed|invested|registered|moved)|"
    r"grew|rose|recorded|attracted|accounted for|accounts for|stood at|reached|ranked|ranks(?! as)|"
    r"employed (?:some |about |over )?\d[\d,]* people|opened in|"
    r"(?:covers|covering) (?:an area|about |some |more than )?[\d,.]* ?(?:km|sq|hectares|mu)\w*|topped|under ?way|handled|"
    r"worked|lies|"
    r"located|linked|surrounded|bordered|endowed|estimated|connected|(?:is|are) (?:called|known|named|based|divided|ranked|"
    r"followed)|boasts?|is home to|is one of|is situated|amounted to|signed|said|visited|held a|year-on-year|employ some|"
    r"contributes)\b",
    re.IGNORECASE,
)
_STRONG: Final = re.compile(
    r"\b(?:shall|must|should|will|may|can|(?:is|are) (?:to|required|encouraged|supported|entitled|eligible|exempt(?:ed)?|"
    r"prohibited|allowed|permitted|granted|awarded|rewarded|reimbursed|waived)|(?:is|are) (?:not|excluded)|plans? to|aims? "
    r"to|took effect|hereby|be|"
    r"entitled to|has to|have to)\b",
    re.IGNORECASE,
)
_SILENT_SENTENCE: Final = re.compile(
    r"^\W*(?:an (?:act|ordinance|order) (?:to|for|further)|in (?:this|these) [^.]{0,70}unless (?:the context|inconsistent|"
    r"otherwise)|whereas\b|be it enacted|it is hereby enacted|in exercise of|in pursuance of|pursuant "
    r"to[^.]{0,200}(?:promulgates?|issues?|hereby issues?)|\[|this (?:act|ordinance|law|policy|scheme|"
    r"order|regulation|regulations|rules|decree)s? (?:may|shall) be (?:cited|called|known|referred)|these (?:rules|"
    r"regulations|measures) (?:may|shall) be (?:cited|called)|(?:this|these) [\w ]{3,40} (?:may|shall) be (?:cited|called) "
    r"(?:as|the)|"
    r"source:|updated?:|editor|by order|sd/|tel\b|phone|ph\.|fax|e-?mail|website|address|contact\b|copyright|issued (?:by|"
    r"on|at)|given under|dated?\b|passed (?:in|by)|made (?:this|by)|for (?:more|further) (?:information|details)|"
    r"(?:please )?(?:call|write to|visit|contact)\b|www\.|http|(?:for|with) (?:a view to|the purpose of) "
    r"[^.]{0,400}(?:notify|formulate|following policy|hereby)|in order to [^.]{0,300}(?:formulated|enacted|promulgated|"
    r"hereby|following)|"
    r"this guide is|(?:this|the) (?:brochure|guide|document|information) (?:is|has been) (?:for|prepared|intended|"
    r"provided)|signed\b|made (?:at|in)\b|done at\b|minister of|secretary|chairman\b|president\b(?=,?$)|to,?$|copy to|"
    r"enclosure|annexed|"
    r"this (?:act|law|decree|policy|circular|decision|regulation)s? (?:provides|prescribes|stipulates|regulates|deals|"
    r"details|elaborates|sets out|aims|seeks|is formulated|is enacted|is made|covers|defines))",
    re.IGNORECASE,
)
_ORDERED: Final = re.compile(r"[^\"“]{0,80}\b(?:shall|will|may|must) (?!have|mean|include|refer)")
#: One of these is in every definition; they are looked for first, for the whole pattern is dear.
_DEFINES: Final = re.compile(r"\b(?:means?|meaning|refers?|shall include|is defined|denotes?|stands for|is (?:one|any|an?)) ")
_MEANS: Final = re.compile(
    r"^[\s(]*(?:\(?[a-z0-9]{1,4}\)\s*)?(?:(?:the (?:term|expression|word)s? )?[\"“'‘][^\"”]{2,90}[\"”'’]|the (?:term|"
    r"expression)[^.]{2,60}|[A-Z][\w /&()'-]{2,70}?)[^.;:]{0,40}?\b(?:means?|shall mean|refers? to|shall (?:include|refer)|"
    r"(?:shall )?ha(?:ve|s) the (?:same )?meaning|is defined as|denotes?|stands for|is (?:one|any|an? [a-z -]{3,40}) (?:in "
    r"which|which|that|whose))\b",
)
_DIGIT: Final = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    r"ninety|hundred|thousand|million)\b",
    re.IGNORECASE,
)
_LAW_NUMBER: Final = re.compile(
    r"\b(?:section|sub-?section|article|clause|paragraph|schedule|rule|regulation|act|ordinance|no|nos|cap|policy|code|law|"
    r"decree|part|chapter|order|year|dated?)\b\.?,? ?(?:no\.? ?)?\(?\d[\w/()-]*(?:(?:,| and| or) \d[\w()]*)*|\b(?:19|"
    r"20)\d\d\b|\(\w{1,3}\)",
    re.IGNORECASE,
)
_VERB_ITEM: Final = re.compile(
    r"^\W*(?:is|are|has|have|had|was|were|does|do|will|shall|must|should|may|not|be|it|they|he|undertakes?|holds?|owns?|"
    r"operates?|employs?|meets?|complies|fails?|ceases?|maintains?|agrees?|satisf(?:y|ies)|possess(?:es)?|engages?|"
    r"provides?|no|that|the (?:applicant|enterprise|company|project|unit|person|investor|licen[cs]ee|developer|facility|"
    r"investment)|having)\b",
    re.IGNORECASE,
)
_CONDITIONS: Final = re.compile(
    r"\b(?:conditions?|requirements?|criteria|criterion|satisf\w+|tests|qualifications?)\b", re.IGNORECASE
)
_LEADS: Final = re.compile(
    r"(?:[:：—–-]|\bnamely|\bfollowing|\bbelow|\bunder|\bfollows|\bincluding|\bthat|\bto|\bif|\bshall|\bmay|"
    r"\bmust)[\s,:.—–-]*$",
    re.IGNORECASE,
)
_AS_FOLLOWS: Final = re.compile(
    r"\b(?:(?:is|are|shall be|will be|being) (?:as (?:under|follows|below)|given below|listed below|detailed below|set out "
    r"below|the following|summari[sz]ed)|as (?:under|follows)|include|includes|following (?:are|is|shall be|definitions|"
    r"words|terms|expressions|documents))\W*$"
    r"|unless the (?:context|subject)|\bhave the (?:following|same) meaning",
    re.IGNORECASE,
)


def binds(words: str, where: Setting, *, item: bool, led: bool, leading: bool, row: bool = False) -> bool:
    """Whether the words are a provision: they bind, permit, give, plan or settle something, and do not merely tell."""
    bare = words.strip()
    if len(bare) < 4 or bare.endswith("?") or _SILENT_SENTENCE.match(bare):
        return False
    if leading and _AS_FOLLOWS.search(bare) and not _strong_lead(bare):
        return False
    if (
        _DEFINES.search(bare)
        and _MEANS.match(bare)
        and not re.match(r"[^\"“]{0,80}\b(?:shall|will|may|must) (?!have|mean|include|refer)", bare)
    ):
        return _figures(bare)
    if where is Setting.SILENT:
        return False
    if row:
        return _figures(bare) or _THING.search(bare) is not None
    if _CONTACT.search(bare):
        return False
    fragment = _BINDS.search(bare) is None and _ORDER.match(bare) is None
    if fragment and _RELIEF.match(bare) and (item or _figures(bare)):
        return True
    if fragment and not leading and (_said(bare, where) or _AGAINST.search(bare)):
        return not _PAST.search(bare)
    if fragment:
        return (item or where is Setting.BENEFITS) and (led or _gives(bare, where)) and not _PAST.search(bare)
    return _STRONG.search(bare) is not None or _PAST.search(bare) is None or _ORDER.match(bare) is not None


def _said(words: str, where: Setting) -> bool:
    """Whether bare words say enough under their heading: all they can that ask for something, a few that give it."""
    if where is Setting.ASKED:
        return len(words.split()) > 4 or _figures(words)
    return words.endswith(".") and _ALLOWED.match(words) is not None


def _gives(words: str, where: Setting) -> bool:
    return (_THING.search(words) is not None and (_figures(words) or where is Setting.BENEFITS)) or (
        where is Setting.BENEFITS and _figures(words)
    )


def _strong_lead(words: str) -> bool:
    return (
        re.search(
            r"\b(?:entitled|eligible|granted|exempt|provided|treated|allowed|prohibited|required|given|apply to|enjoy)\b",
            words,
            re.IGNORECASE,
        )
        is not None
    )


def _figures(words: str) -> bool:
    """Whether a figure stands in the words that is not the number of a law or its year."""
    return _DIGIT.search(_LAW_NUMBER.sub(" ", words)) is not None


def leads(words: str) -> bool:
    """Whether the words announce a list."""
    return _LEADS.search(words[-60:]) is not None


def separate(lead: str, items: Sequence[str]) -> bool:
    """Whether the items of a list are provisions of their own: with figures, as sentences, or as complete conditions."""
    if any(_figures(item) for item in items) and not all(len(item) < 24 and "%" not in item for item in items):
        return True
    if _MEANS.match(items[0].strip()):
        return True
    sentences = sum(1 for item in items if item.rstrip().endswith(".") and len(item) > 60 and _BINDS.search(item))
    if sentences * 2 > len(items):
        return True
    clauses = sum(1 for item in items if _VERB_ITEM.match(item))
    return clauses * 2 > len(items) and _CONDITIONS.search(lead) is not None


def is_label(words: str) -> bool:
    """Whether a first sentence only names what follows, as `Net tax reimbursement.` does."""
    bare = words.strip()
    return (
        len(bare) <= 70
        and len(bare.split()) <= 8
        and not bare.endswith("?")
        and _BINDS.search(bare) is None
        and not _figures(bare)
    )
