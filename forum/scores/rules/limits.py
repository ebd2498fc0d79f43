"""What no arithmetic can see. The method page says each of these in words. Pure."""

from __future__ import annotations

from typing import Final

LIMITS: Final = (
    "own_tokens",  # a unit that fills in its own visit tokens: issued, used and counted visits are shown, no more
    "brigading",  # residents who agree on what to answer, each with a token of their own
    "discouraging",  # complaints that were talked away never become trials; volume is shown, never scored
    "agreed_transfers",  # a case the moderator lets go is no trial of the unit that had it; the bounce rate is public
    "soft_commitments",  # an easy promise counts like a hard one; its wording is the moderator's
    "hollow_answers",  # an answer is known to be hollow only when the reporter says so
    "quiet_reporters",  # q is the government's: where reporters answer more rarely than elsewhere, false marks pay
    "few_units",  # with fewer than about twelve units to compare, the range holds the truth in 84 to 88 of 100
    "new_peer",  # the first trial of a kind's fifth unit changes whom all of that kind are compared with
    "moving_q",  # one more answer of a reporter lets every overdue case of the government weigh a little more
)
"""The last two are the only ways found in which one more success can lower a score: tests/scores/test_monotone.py."""
