"""Closed word classes of English, as data: every rule of this package reads words through their tag.

A tag is one character, so that a sentence becomes a string of tags and a rule a regular expression over it.
"""

from __future__ import annotations

from typing import Final

_CLASSES: Final = {
    "s": "he she they it we i you",
    "o": "him them me us himself herself themselves itself themselves",
    "H": "his her their its my our your",
    "w": "who which whom whose",
    "t": "that",
    "h": "whether if what how why when where",
    "T": "to",
    "d": """the a an this these those some many several few all both no each every another any most one two three four
        five six seven eight nine ten dozens hundreds thousands much more fewer half""",
    "a": """is are was were am be been being has have had having do does did will would can could may might must shall
        should cannot 'd 'll 've 're 'm isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't
        wouldn't can't couldn't mightn't mustn't shan't shouldn't ain't""",
    "r": """also not never now then still once later again already even just only soon often always ever yet too so
        however instead therefore meanwhile afterwards afterward earlier recently first perhaps maybe almost rather
        further furthermore moreover nevertheless nonetheless largely mostly quite very well twice long here there
        alike altogether indeed thus hence back yesterday today tomorrow tonight""",
    "m": """monday tuesday wednesday thursday friday saturday sunday january february march april june july august
        september october november december jan. feb. aug. sept. oct. nov. dec.""",
    "p": """of in on at by for with from about into over under against between among through during without within
        toward towards upon across behind beyond despite near per like regarding amid following including via up out
        off down around inside outside along throughout above below beneath onto besides plus""",
    "c": "and or but nor &",
    "b": "because while although though after before since until unless as than once whereas",
    "v": """went came took got made gave began kept left put let set ran saw met led held stood sat fell rose grew
        became brought bought built cut fought won lost paid sent sold spent struck taught broke chose drew drove
        flew hit rode shook spoke threw wore shot hung fled faced seems seem goes comes takes gets makes gives
        begins keeps leaves lets runs meets leads holds stands sits falls rises grows becomes brings buys builds
        fights wins loses pays sends sells spends breaks chooses draws drives faces lies lay remains remain remained
        turned tried used looks happened appears means go come take get make give keep run meet hold stand
        bring build fight win lose pay send spend choose join happen become lie try use turn work works read reads""",
}  # fmt: skip

TAGS: Final[dict[str, str]] = {word: tag for tag, words in _CLASSES.items() for word in words.split()}
"""Tag of each function word and each common verb that reports nothing."""

PUNCTUATION: Final[dict[str, str]] = {
    ",": ",", ";": ";", ":": ":", ".": ".", "?": "?", "!": "?", "…": ".", "...": ".", "(": "(", "[": "(", ")": ")",
    "]": ")", "—": "-", "–": "-", "--": "-", "-": "-", "―": "-", "−": "-", "&": "c",
}  # fmt: skip

ABBREVIATIONS: Final[frozenset[str]] = frozenset(
    """mr mrs ms dr prof sen sens rep reps gov govs gen lt col maj sgt cpl spc capt cmdr adm pres rev hon st jr sr vs
    no jan feb mar apr jun jul aug sept sep oct nov dec inc corp co ltd dept est assn bros ave blvd rd mt ft fla calif
    ariz ark colo conn del ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash
    wis wyo ala n.c s.c n.y n.j n.h n.m n.d s.d w.va r.i d.c u.s u.n u.k e.u a.m p.m ph.d i.e e.g u.s.a pvt supt asst
    atty msgr fr sr.""".split()
)
"""Words whose full stop belongs to them."""

STATES: Final[frozenset[str]] = frozenset(
    """fla. calif. ariz. ark. colo. conn. del. ga. ill. ind. kan. ky. la. md. mass. mich. minn. miss. mo. mont. neb. nev.
    okla. ore. pa. tenn. tex. va. vt. wash. wis. wyo. ala. n.c. s.c. n.y. n.j. n.h. n.m. n.d. s.d. w.va. r.i. d.c.""".split()
)
"""States behind a town or a party: part of no name."""

AFTER_STOP: Final[frozenset[str]] = frozenset(
    """the a an he she they it we i in on at but and this that these his her their its for as if when while there
    however some many no not after before since with from by to so yet still then what who why how""".split()
)
"""Words that begin a sentence when they follow "U.S." in capitals."""
