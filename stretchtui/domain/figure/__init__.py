"""The figure: keyframes, a skeleton, and the pose between them."""
