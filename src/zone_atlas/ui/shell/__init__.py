"""Hold up every page: address, language, filters, navigation, tables."""
