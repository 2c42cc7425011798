"""The local page: questions answered as the command line answers them, a server for this machine alone, the front."""
