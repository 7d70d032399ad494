"""A feedback page: what students wrote, made into HTML that runs, loads and covers nothing."""
