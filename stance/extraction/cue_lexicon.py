"""Words that report speech or attitude, as data: what each takes as its content.

Frames: ``q`` a quotation, and inversion ("said Smith"); ``c`` a clause with or without "that"; ``o`` a noun phrase;
``i`` an infinitive; ``a`` an addressee before the content ("told reporters"), ``u`` one only
before a clause or quotation ("urged Congress to act" is all content). Words behind the frames are particles:
with one of them the verb takes a noun phrase ("called for a ban").
"""

from __future__ import annotations

from typing import Final

VERBS: Final = """
qc say write/wrote/written argue acknowledge declare recall conclude observe remark report reveal stress emphasize
qc emphasise reiterate predict testify joke quip lament boast brag confirm allege estimate comment counter retort
qc shout yell scream exclaim wonder muse caution proclaim protest opine reason underscore highlight note explain
qc state assert concede contend maintain|that claim insist announce suggest admit mention disclose recount reckon
qc snap sniff sob thunder chant whisper mutter growl sigh snarl sneer scoff fume gush chime interject
qc stipulate clarify confide theorize speculate posit hypothesize intone elaborate marvel gripe grumble moan
qc add|to reply|to respond|to,by tweet|about post|about retweet swear/swore/sworn email emphasise summarize summarise affirm reaffirm
qc complain|about,of,that warn|against,of,about,that agree|with,on,to,that hint|at,that object|to,that allude|to
qca tell/told/told remind inform assure notify text email
qcu warn
qcui ask|for,about promise urge beg instruct order plead|for,with
qc answer specify
qci vow threaten pledge demand propose recommend
qo question quote cite ask sing/sang/sung
c believe|in,that think/thought/thought|of,about hope|for,that fear know/knew/known|about suspect doubt feel/felt/felt|that,about
c understand/understood/understood worry|about,over,that assume guess/guessed realize realise imagine figure forget/forgot/forgotten
c find/found/found show/showed/shown indicate imply signal foresee/foresaw/foreseen learn/learned/learned determine
c remember conclude deny discover anticipate envision concede presume
ci expect
u convince persuade implore exhort
c bet/bet/bet envisage 
i want refuse decline plan|on,to vote intend hope offer prefer wish aim seek/sought/sought like hesitate hasten opt|for,to vie
o term criticize criticise praise describe accuse blame reject support oppose condemn back favor favour denounce defend welcome
o endorse blast slam attack mock dismiss decry tout hail applaud deplore challenge downplay assail lambaste bash rip|into
o thank congratulate rebuke chide scold ridicule deride belittle portray characterize characterise label brand dub deem
o view regard liken compare credit commend salute  echo embrace discuss address reference list outline invoke 
o suggest request like love hate admire despise loathe distrust respect trust appreciate approve|of laud extol bemoan
o slap skewer pan denigrate disparage insult berate excoriate lampoon castigate censure repudiate disavow renounce
o disown discourage encourage encourage advocate|for champion promote espouse propose announce reaffirm detail chronicle
o allege disclose acknowledge recognize recognise hail  resent regret lament protest applaud mourn honor defy contradict
o dispute refute rebut disregard ignore overstate understate exaggerate misrepresent predict project forecast/forecast/forecast
o see/saw/seen pitch float unveil preach teach/taught/taught trumpet vilify demonize attribute relay convey voice express
o consider call|for,on,upon,out second depict paint brandish pronounce rule|out,that name  review
o scrutinize fault chastise admonish malign smear trash taunt needle pillory rail|against,at lash|out savage blister
o tease flaunt cheer boo jeer sympathize|with empathize|with side|with disagree|with,on,over differ|with,on,over
o refer|to point|to,out,at push|for,back,against argue|for,against,over plead|for advocate lobby|for,against campaign|for,against,on
o speak/spoke/spoken|of,about,against,to,out,for talk|of,about,up,down apologize|for,to vote|for,against,to object|to react|to
o hint|at press|for long|for joke|about boast|about,of brag|about gripe|about muse|about dream|of,about dwell|on
o elaborate|on inquire|about weigh|in insist|on root|for stump|for clamor|for inveigh|against testify|about,to,against chafe|at
o call name back turn|down lay/laid/laid|out,into brush|aside,off shrug|off tear/tore/torn|into hit/hit/hit|back,out fire|back,off shoot/shot/shot|back,down
o swipe|at scoff|at balk|at bristle|at comment|on reflect|on warn write|about,of,in stand|by crack|down
o sound|off,like speculate|about,on protest|against lie|about stump|for prevail|on appeal|to,for vouch|for commit|to
"""
"""Frames, then ``base[/past[/participle]][|particle,particle]``."""

ADJECTIVES: Final = """open opposed willing unwilling confident hopeful worried concerned skeptical sceptical convinced aware unaware
eager proud determined committed ready supportive critical sure certain glad happy pleased angry upset furious disappointed afraid
fearful optimistic pessimistic reluctant hesitant keen adamant wary doubtful grateful thankful sorry interested uncertain unsure
outraged appalled shocked surprised alarmed frustrated excited sympathetic dismissive mindful inclined prepared clear dubious delighted
saddened horrified thrilled embarrassed disgusted stunned tired uncomfortable comfortable cautious insistent ashamed leery resigned divided""".split()
"""Adjectives of attitude: "is open to", "remain confident that"."""

NOUNS: Final = """call plea appeal demand request criticism support opposition endorsement proposal promise pledge vow claim
assertion statement warning threat hope fear belief view opinion desire plan decision refusal willingness accusation allegation
suggestion argument concern doubt praise condemnation rejection denial admission commitment intention insistence contention
acknowledgment acknowledgement prediction remark comment description assessment objection complaint embrace defense defence
disdain contempt admiration respect enthusiasm skepticism preference wish offer attack tweet announcement recommendation question
report conclusion message vision idea answer response attitude stance position declaration protest advocacy disapproval approval""".split()
"""Nouns of speech and attitude: "his call for", "the senator's claim that"."""

STATEMENT_NOUNS: Final = frozenset(
    """statement letter email tweet post memo message report sheet analysis study note release filing
resolution petition document cable bulletin communique communiqué speech""".split()
)
"""Texts: those who wrote one speak in it ("a letter from the ministry said")."""
