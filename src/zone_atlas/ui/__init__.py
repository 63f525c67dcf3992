"""The only room that knows Streamlit: language, address, filters, navigation, frames."""
