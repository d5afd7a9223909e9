"""Titles, roles, organisation words and first names, as data."""

from __future__ import annotations

from typing import Final

TITLES: Final[frozenset[str]] = frozenset(
    """mr mrs ms miss dr prof sen sens rep reps gov gen lt col maj sgt cpl spc capt cmdr adm rev hon sir dame lord lady
    president vice prime minister premier chancellor senator representative congressman congresswoman governor mayor
    secretary general colonel captain major lieutenant sergeant corporal admiral commander judge justice sheriff chief
    professor doctor deputy attorney ambassador envoy pope cardinal bishop archbishop rabbi imam
    reverend king queen prince princess emperor sheikh ayatollah speaker leader chairman chairwoman chairperson chair
    director commissioner councilman councilwoman councillor delegate father sister brother mother assemblyman assemblywoman lawmaker legislator
    spokesman spokeswoman spokesperson analyst economist historian lawyer counsel prosecutor candidate nominee
    undersecretary treasurer comptroller inspector detective officer private specialist staff pastor consul
    congressmember editor columnist host journalist reporter author activist coach actor actress singer professor strategist
    pollster adviser advisor aide consultant manager backbencher interpreter campaigner veteran commander coordinator administrator executive founder owner billionaire
    democrat republican labour tory sr spc pfc brig rear first lady interim acting former ex-president then-president""".split()
)
"""Words that can stand right before a person's name and are no part of it."""

ROLE_GROUPS: Final[dict[str, str]] = {
    "senator": "sen sens senator",
    "representative": "rep reps representative congressman congresswoman",
    "congressman": "rep representative congressman",
    "congresswoman": "rep representative congresswoman",
    "lawmaker": "sen rep senator representative congressman congresswoman deputy lawmaker legislator mp assemblyman councilman",
    "legislator": "sen rep senator representative congressman congresswoman deputy lawmaker legislator mp assemblyman",
    "governor": "gov governor",
    "general": "gen general lt brig",
    "officer": "gen col maj capt lt sgt officer colonel captain commander admiral",
    "commander": "gen adm commander cmdr",
    "doctor": "dr doctor physician surgeon",
    "professor": "prof professor",
    "minister": "minister premier",
    "premier": "premier prime",
    "leader": "leader president premier chairman",
    "chairman": "chairman chairwoman chair",
    "ambassador": "ambassador envoy",
    "lawyer": "lawyer attorney counsel",
    "attorney": "lawyer attorney counsel",
    "spokesman": "spokesman spokesperson",
    "spokeswoman": "spokeswoman spokesperson",
    "republican": "republican",
    "democrat": "democrat",
    "adviser": "adviser advisor",
    "priest": "father priest reverend rev monsignor pastor",
    "nun": "sister nun",
    "jurist": "judge justice lawyer jurist",
    "president": "president",
    "major": "maj major",
    "colonel": "col colonel",
    "captain": "capt captain",
    "sergeant": "sgt sergeant",
    "admiral": "adm admiral",
    "academic": "professor lecturer historian scholar",
    "scholar": "professor historian scholar",
}  # fmt: skip
"""What "the senator" may have been called before."""

ORGANISATION_WORDS: Final[frozenset[str]] = frozenset(
    """administration department ministry committee council university college institute institution center centre times
    post journal herald tribune news party army navy force forces command agency bureau house senate congress parliament
    pentagon kremlin embassy consulate court commission federation association union league foundation fund group inc
    corp corp. co. inc. company bank press network television radio board office service services police guard nations
    organization organisation authority campaign coalition alliance caucus assembly cabinet government republic society
    club project initiative program church school hospital security intelligence conference corps defense watch
    international national states state district county city north south east west western eastern northern southern
    americans republicans democrats democratic supreme street hill poll survey report act amendment sunday
    live meet gazette observer daily weekly magazine review media airlines industries systems technologies partners""".split()
)

PLACES: Final[frozenset[str]] = frozenset(
    """washington moscow beijing london paris berlin tehran jerusalem kyiv kiev brussels havana caracas ottawa tokyo ankara
    riyadh cairo baghdad damascus kabul islamabad bogotá bogota brasília brasilia madrid rome seoul pyongyang baku warsaw
    mexico america china russia iran israel ukraine venezuela cuba canada britain france germany japan turkey syria iraq
    afghanistan pakistan india brazil colombia argentina chile peru bolivia ecuador panama honduras guatemala nicaragua
    haiti jamaica spain italy poland egypt libya yemen taiwan vietnam u.s. u.s u.k. us uk eu u.n. un nato europe texas
    florida california iowa ohio arizona nevada georgia virginia pennsylvania michigan wisconsin""".split()
)
"""Governments by the name of their capital or country, and other places that no person is named after."""

PLACE_BEGINNINGS: Final[frozenset[str]] = frozenset(
    """san santa santo são sao los las el new port fort saint st st. mount cape lake río rio buenos hong tel ciudad puerto
    costa sierra north south east west northern southern eastern western central great upper lower camp lake""".split()
)
"""First words of places that no title or age makes a person."""

PERSON_HEADS: Final[frozenset[str]] = frozenset(
    """republican democrat lawmaker legislator congresswoman congressman woman man policeman veteran socialist conservative
    liberal libertarian independent nationalist leftist politician activist retiree businessman businesswoman billionaire
    tycoon candidate nominee hopeful newcomer chairman chairwoman farmer rancher teacher nurse pastor priest mother father
    widow widower grandmother grandfather resident economist priest nun jurist minister economist historian professor lawyer scholar academic diplomat
    soldier marine novelist writer author pilot shopkeeper fisherman doctor physician native texan floridian californian
    new-yorker mp magnate rebel deputy bishop boss backbencher envoy freshman lieutenant colonel captain sergeant major admiral mayor sheriff judge""".split()
)
"""Nouns that take up a person who was named before: "the Republican", "the former policeman"."""

NATIONALITY_ENDINGS: Final = (
    "ican",
    "sian",
    "nian",
    "lian",
    "rian",
    "tian",
    "ese",
    "ish",
    "elan",
    "aeli",
    "aqi",
    "ghan",
    "rench",
    "uban",
)

FEMALE_NOUNS: Final[frozenset[str]] = frozenset(
    """congresswoman spokeswoman chairwoman woman mother daughter sister wife widow grandmother aunt niece actress queen
    princess mrs ms miss lady girl councilwoman assemblywoman businesswoman policewoman waitress nun dame heroine housewife
    servicewoman noblewoman herself girlfriend""".split()
)
MALE_NOUNS: Final[frozenset[str]] = frozenset(
    """congressman spokesman chairman man father son brother husband widower grandfather uncle nephew actor king prince mr sir
    lord councilman assemblyman businessman policeman fisherman pope priest bishop cardinal himself boyfriend serviceman
    cattleman""".split()
)
GROUP_NOUNS: Final[frozenset[str]] = frozenset(
    """officials lawmakers senators republicans democrats residents analysts experts critics supporters voters leaders
    police aides lawyers prosecutors investigators activists protesters diplomats witnesses people soldiers families
    governments allies opponents members unions workers authorities ministers families""".split()
)

FEMALE_NAMES: Final[frozenset[str]] = frozenset(
    """abigail adela adele adriana agnes aisha alejandra alexandra alice alicia alina allison althea amal amanda amelia amina amy
    ana andrea angela angelina anita ann anna anne annie antonia april ariana asha ashley astrid audrey ayesha barbara beatrice
    beatriz bernadette bertha beth betsy bettina betty beverly blanca bonnie brenda bridget brigitte camila candace carla carly
    carmen carol carolina caroline carolyn carrie catherine cecilia celia charlotte chelsea cheryl christina christine cindy
    claire clara claudia colleen condoleezza constance cordelia cristina crystal cynthia daisy dana daniela danielle deborah debbie
    debra delia delores denise diana diane dolores donna dora doris dorothy edith eileen elaine eleanor elena elisa elizabeth ella
    ellen emily emma erica erin estelle esther eva evelyn fatima felicia fiona florence frances francesca gabriela gail genevieve
    georgia gertrude gina gladys glenda gloria grace graciela greta guadalupe halina hannah harriet heather heidi helen helena
    henrietta hilda hillary hope ida imogen ingrid irene iris irma isabel isabella ivanka ivonne jackie jacqueline jane janet janice
    jasmine jean jeanne jennifer jenny jessica jill joan joanna josefina josephine joy joyce juanita judith judy julia juliana julie
    june kamala karen kate katherine kathleen kathryn kathy katie kayla keisha kelly kellyanne kim kimberly kirsten kristen laura
    lauren laurie leah leila lena leslie leticia lila lillian linda lindsay lisa liz lois lorena lorraine louise lourdes lucia lucille
    lucy luisa lupe lydia lynn mabel madeleine madeline maeve magdalena malala mandy margaret margarita maria maría mariam marian
    mariana marie marilyn marina marjorie marlene martha mary maryam maureen maxine megan meghan melania melanie melissa mercedes
    meredith mia michele michelle mildred miranda miriam molly monica mónica myra nabila nadia nadine nancy naomi natalia natalie
    nicole nikki nina noelia noor nora norma nydia olga olivia ophelia oralia paloma pamela patricia patty paula pauline pearl
    peggy penelope penny petra philippa phoebe phyllis pilar priscilla rachel ramona raquel rebecca regina renata renee rhonda rita
    roberta robin rosa rosalva rosario rose rosemary roxana ruby ruth sabrina sally samantha sandra sara sarah selena shannon sharon
    sheila shelly sherry shirley silvia sofia sofía sonia sophia sophie soledad stacy stella stephanie sue susan susana suzanne sylvia
    tamara tamsin tanya tara tatiana teresa theodora theresa thelma tiffany tina tracy ursula valentina valeria valerie vanessa vera
    verónica veronica victoria viola violet virginia vivian wanda wendy whitney wilma winifred ximena yadira yasmin yolanda yvette
    yvonne zainab zara zoe""".split()
)
MALE_NAMES: Final[frozenset[str]] = frozenset(
    """aaron abdul abdullah abel abraham adalberto adam adrian ahmad ahmed aidan al alan albert alberto aldo alejandro alex alexander
    alfonso alfred alfredo ali allen alvaro amir anatoly anderson andre andrei andres andrés andrew andy angel ángel angus anselmo
    anthony anton antonio antony arash armando arnold arthur arturo asif augustin augusto aurelio barack barry ben benito benjamin
    bernard bernardo bernie bert bill billy bob bobby boris boyd brad bradley brandon brendan brent brett brian brock bruce bryan byron
    calvin carl carlos carlton carter cecil cesar césar chad charles charlie chester chris christian christopher chuck clarence clark
    claude clayton clemente clive clyde colin conrad corey craig curtis cyril dale damian dan daniel danny darren darryl dave david
    dean dennis derek desmond devin dewey diego dick dieter dimitri dmitry dominic don donald doug douglas duane duncan dustin dwight
    earl ed eddie edgar edgardo eduardo edward edwin efrain efraín eli elias elijah elliott emilio emmanuel enrique eric erik ernest
    ernesto esteban ethan eugene eustace evan everett fabian faisal farid federico felipe felix fermin fermín fernando fidel floyd
    foster francis francisco franco frank franklin fred frederick friedrich gabriel garrett garrison gary gavin gene geoffrey george
    gerald gerardo gerard german germán gilbert gilberto giovanni glen glenn gonzalo gordon graham grant greg gregory guillermo gus
    gustavo guy hal hamid hank hans harlan harold harry harvey hassan hector héctor henri henry herbert herman homer horacio houston
    howard hugh hugo hussein ian ibrahim ignacio igor isaac ismael ivan iván ivor jack jackson jacob jaime jake jamal james jan jared
    jason javier jay jeb jeff jeffrey jeremy jerome jerry jesse jesus jesús jim jimmy joaquin joaquín joe joel johan john johnny jon
    jonathan jordan jorge jose josé josef joseph josh joshua juan julian julio justin karim karl keith ken kenneth kevin kofi kurt kyle
    lamar lance larry lars lawrence lee leo leon leonard leonardo leopoldo leroy lester lewis liam lionel lloyd louis lucas lucian luis
    luke luther mahmoud malcolm manuel marc marcel marco marcos marcus mario mark marshall martin marvin mathew matt matteo matthew
    mauricio maurice max maxim melvin merle michael micah miguel mike mikhail miles milton mitch mitchell mohamed mohammad mohammed
    moises muhammad murray mustafa nathan nathaniel neil nelson nicholas nick nicolas nicolás nigel noah noel norman octavio oleg oliver
    omar orlando oscar óscar osama osvaldo otto owen pablo paolo pat patrick paul pedro percival percy perry pete peter phil philip
    phillip pierre preston rafael rahul ralph ramesh ramiro ramon ramón randolph randy raul raúl ray raymond reggie reginald rené rex
    ricardo richard rick ricky rob robert roberto rod rodney rodrigo rogelio roger roland rolando ron ronald rory ross roy ruben rubén
    rudolph rudy rupert russell ryan salvador sam samir samuel santiago saul scott sean sebastian sergei sergio seth shane shawn
    sidney silvio simon solomon spencer stan stanley stanton stefan stephen sterling steve steven stewart stuart sven tariq ted
    terence terrence terry theo theodore thomas tim timothy tobias toby todd tom tomás tommy tony travis trent trevor tucker tyler
    ubaldo valentin vernon vicente victor víctor viktor vince vincent virgil vladimir volodymyr wade wallace walter warren wayne wesley
    wilfredo wilhelm will willard william willie wim winston wyatt xavier yuri yusuf zachary zalmay""".split()
)

NAME_PARTICLES: Final[frozenset[str]] = frozenset(
    "de la del los las y e da dos do di van von der den bin ibn al el ben abu ter le du".split()
)
