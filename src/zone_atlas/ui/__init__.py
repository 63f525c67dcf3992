"""Show the atlas in the browser: only this room knows Streamlit."""
