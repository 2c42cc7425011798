"""The words that an answer may have beside its number: nouns, words that say nothing, verbs, reasons, doubts."""

from typing import Final


def words(text: str) -> frozenset[str]:
    """Give the words of a text."""
    return frozenset(text.split())


NOUNS: Final = words("""
    add adds answer area cell cells channel channels class classes color colors colour colours column columns conv
    count deep depth dimension dimensions dims example examples fc feature features field filter filters gradient
    height high image images input inputs kernel kernels layer map maps matrix multiply node nodes number numbers
    output outputs padding patch patches pool position positions receptive region result row rows sample samples
    shape side size slice slices spatial square step steps stride tall tensor time times value vector volume volumes
    wide width window share beta betas gamma gammas scale scales shift shifts nats pad dim sequence hidden loss local
    length dimensional score scores vectors token tokens head heads entry entries element elements word words gate
    gates state states pair pairs coefficient coefficients matrices
""")  # nouns that measure nothing asked for
ANY: Final = words("""
    answer count gradient number numbers result value
""")  # nouns of every number
FILLERS: Final = words("""
    a all altogether an as at be different distinct exactly final for free get got has have here in individual it it's
    its just learnable learned learnt memory my of only our overall own positive separate shared storage sum that
    the there this to together total totals trainable trained unshared we which
    i think believe got would will must should be same each insgesamt gesamt non-trainable that's sees tuple
""")  # words that say nothing
VERBS: Final = words("""
    are become becomes equal equals get gives has have hence i.e is makes means so therefore thus yields
""")  # as good as an equals sign
CONCLUSIONS: Final = words("""
    hence so therefore thus ⇒
""")  # what follows is the answer
ABOUT: Final = words("""
    about almost approx approx. approximate approximately around ca circa nearly roughly rounded ~
""")  # what follows is rounded
BECAUSE: Final = words("""
    as because due since
""")
PART_OF: Final = words("""
    compared excluding incl including instead rather thereof unlike versus vs
""")  # what follows is a part of the answer, or what it is not  # what follows is a reason
REASON: Final = words("""
    after as assuming because due from given if since using when where with without
""")  # what follows is said of the answer
DOUBT: Final = words("""
    between don't dont double either except guess half idk isn't isnt least less maybe minus more most no nor not or
    over perhaps plus sure than times twice under unknown unless wrong
""")  # what takes an answer back
NOTHING: Final = words("""
    nil none nothing
""")  # zero
CONCLUDES: Final = words("""
    altogether answer final finally overall result sum total totals
""")  # the last of several numbers
