/// Measures of rankings with confidence intervals, and ranking files in the formats of benchmarks.
/// Entry points: [app.akin.core.evaluation.metric.Measures] and
/// [app.akin.core.evaluation.metric.RankingFile].
package app.akin.core.evaluation.metric;
