"""One file a widget, each with its declaration `WIDGET`; `lectures.widgetkit` says how they are made."""
