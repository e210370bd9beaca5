import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { installedCantools } from '../testing/installed-cantools.js';
import { CantoolsJudge } from '../testing/cantools-judge.js';
import { dbcText, randomFrame, randomMessages } from '../testing/random-dbc.js';
