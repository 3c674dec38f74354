using System.Runtime.Versioning;
using Xunit.v3;

[assembly: UnsupportedOSPlatform("windows")]

// Most of the time of these tests is other processes' time.
[assembly: Parallelization(MaxThreads = 4)]
