"""Points and limbs turned into terminal cells."""
