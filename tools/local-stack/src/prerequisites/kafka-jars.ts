import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { report } from '../console/progress.js';
import { StackError } from '../console/stack.errors.js';
import { ensurePrograms, javaNeed, mavenNeed, type Need } from './debian-packages.js';

export const kafkaVersion = '4.4.0';

const artifacts = [
  ['org.apache.kafka', 'kafka_2.13', kafkaVersion],
  ['org.slf4j', 'slf4j-simple', '1.7.36'],
] as const;

const jarsIn = (folder: string): string => join(folder, `kafka-${kafkaVersion}`);

/** What Kafka needs on this machine: Java to run, Maven only as long as its jars are not there. */
export const kafkaNeeds = (folder: string): readonly Need[] =>
  existsSync(jarsIn(folder)) ? [javaNeed] : [javaNeed, mavenNeed];

/**
 * The folder of Kafka's jars, fetched once through Maven's ordinary client. The folder takes its final name only
 * when it is complete, so that an interrupted download is begun again.
 */
export async function ensureKafkaJars(folder: string): Promise<string> {
  const jars = jarsIn(folder);
  if (existsSync(jars)) return jars;
  await ensurePrograms(kafkaNeeds(folder));
  report({
    fr: `Kafka ${kafkaVersion} : téléchargement par Maven (environ 130 Mo)…`,
    en: `Kafka ${kafkaVersion}: fetching with Maven (about 130 MB)…`,
  });
  const work = `${jars}.partial`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  await writeFile(join(work, 'pom.xml'), projectFile());
  await copyDependencies(work);
  await rename(join(work, 'jars'), jars);
  await rm(work, { recursive: true, force: true });
  return jars;
}

function projectFile(): string {
  const dependencies = artifacts.map(
    ([group, artifact, version]) =>
      `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`,
  );
  return `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>trackingbms</groupId><artifactId>kafka-jars</artifactId><version>1</version>
  <dependencies>${dependencies.join('')}</dependencies></project>\n`;
}

function copyDependencies(work: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = [
      '-q',
      '-B',
      '-f',
      join(work, 'pom.xml'),
      'dependency:copy-dependencies',
      '-DoutputDirectory=jars',
    ];
    const child = spawn('mvn', args, { cwd: work, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-2_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(mavenFailed(output))));
  });
}

const mavenFailed = (output: string): StackError =>
  new StackError('STACK.KAFKA_NOT_FETCHED', {
    fr: `Maven n'a pas pu obtenir Kafka. Vérifiez l'accès au dépôt Maven, puis relancez.\n${output}`,
    en: `Maven could not fetch Kafka. Check its access to a Maven repository, then try again.\n${output}`,
  });
