"""The commands for exams: plan, readiness, exam."""
