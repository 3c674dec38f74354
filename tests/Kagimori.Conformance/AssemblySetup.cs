using Xunit.v3;

// Most of the time of these tests is other processes' time.
[assembly: Parallelization(MaxThreads = 3)]
