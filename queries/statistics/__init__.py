"""Statistics of honest comparison, vectorised: numbers in, numbers out. What they may be used for is decided in `queries.compare`.

    intervals       how far a unit's own share or count could be chance         Wilson; exact Poisson, Byar
    peers           benchmark without the unit, exact mid-p tails, flags         leave-one-out; `phe` mode; O/E funnel
    limits          lines for drawing a funnel                                   interpolated exact, normal, Poisson
    dispersion      whether units differ more than chance makes them             φ, τ², widened limits
    multiplicity    how many flags are luck                                      Benjamini-Hochberg, Holm
    differences     two units or rounds, or several rounds in order              Newcombe, Cochran-Armitage, exact tests
    survival        time to closure with open items censored                     Kaplan-Meier, log-rank, landmark
    shrinkage       for sorting small units                                      beta-binomial, rank intervals
    concentration   a few units make most of a sum                               Gini, top k, cluster bootstrap
    control         a unit's own history                                         XmR and its rules

Formulas and their sources are in each docstring; the tests compare them with published vectors and a second implementation.
"""
