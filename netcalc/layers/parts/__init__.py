"""What several kinds are made of: windows and padding, axes, volumes stretched, layers read for their extents."""
