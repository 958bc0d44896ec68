"""Say what is wrong with an answer that makes no known mistake, from the check data alone."""

from course.checking.diagnosis.diagnose import diagnose
from course.checking.diagnosis.errors import explain, spot

__all__ = ["diagnose", "explain", "spot"]
