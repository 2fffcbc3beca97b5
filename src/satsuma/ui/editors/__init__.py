"""The controls of a widget's form: one file for each kind of setting."""
