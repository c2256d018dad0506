"""Questions about many reports on Spark: the job, its questions, and a trial of it."""
