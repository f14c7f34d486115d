"""The yardstick: the same articles behind a plain, hand-written DRF project, made with ordinary care."""
