"""Other tools' files made into networks: one reader a format, one table of operators, whatever a file may say."""
