"""The use cases: what a user does with the register, composed of all that lies below."""
