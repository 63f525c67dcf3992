"""Charts over years."""
