# SPDX-License-Identifier: EUPL-1.2
"""Files from somebody else: bounded, decoded, and refused with a reason when they are not what they should be."""
