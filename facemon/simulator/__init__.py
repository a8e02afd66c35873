"""A simulated device over real WSS and HTTPS: the demo, training, the tests."""
