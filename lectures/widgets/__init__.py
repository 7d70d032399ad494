"""One file a widget, each with its declaration `WIDGET`; `lectures.machinery` says how they are made."""
