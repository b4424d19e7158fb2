"""How long the parts of a body are, as shares of its height."""

from __future__ import annotations

THIGH, SHANK, TRUNK, UPPER_ARM, FOREARM, HAND = 0.245, 0.246, 0.288, 0.186, 0.146, 0.055
NECK = 0.122  # from between the shoulders to the middle of the head
SHOULDER_Z, HIP_Z = 0.08, 0.045
FOOT_FORWARD, FOOT_DOWN = 0.1, 0.036  # from the ankle to the ball of the foot
