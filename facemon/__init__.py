"""facemon: a monitor for guard desks that watch face-recognition doors."""
