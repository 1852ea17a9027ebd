package io.washa.catalog;

/**
 * A higher speed for a short time, as long as the average stays below a threshold (RouterOS manual,
 * "Queues", Burst).
 *
 * @param speed at most reached
 * @param below average above which the burst ends
 * @param seconds over which the average is taken
 */
public record Burst(Catalog.Speed speed, Catalog.Speed below, int seconds) {}
