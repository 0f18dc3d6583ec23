package app.akin.core.evaluation.metric;

import app.akin.core.evaluation.data.Measure;

/// A row of a table of results.
///
/// @param category a category, or an empty text for the whole set
/// @param measure the measure
/// @param value the value, from 0 to 1
/// @param interval its confidence interval
/// @param queries number of queries
public record MeasureRow(
    String category, Measure measure, double value, Interval interval, int queries) {}
