"""Which project goes where: premises, occupants, a judge of layouts and a solver with a proof; blind to policy."""
