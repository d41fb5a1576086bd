"""What an author wrote, set apart from what was quoted, signed or appended, and texts made comparable. Pure."""
