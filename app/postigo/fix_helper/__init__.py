"""Helper with administrator's rights: one stand-alone program, which knows nothing of ours."""
