import chromium from '@sparticuz/chromium'

// A process of its own, whose temporary folder and environment testkit/chromium.ts chooses.
void chromium.executablePath()
