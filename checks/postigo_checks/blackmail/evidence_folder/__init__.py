"""Whether the folders in which proof is kept are copied or shared."""
