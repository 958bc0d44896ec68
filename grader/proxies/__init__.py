"""A learner's objects as the trusted side sees them: each by a proxy that asks for it."""
