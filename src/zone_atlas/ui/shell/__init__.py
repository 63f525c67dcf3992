"""What every page stands in: address, language, filters, navigation, tables."""
