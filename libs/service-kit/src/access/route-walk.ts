import { type INestApplication, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/internal';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { unparsedBodyKey, type UnparsedBodyRule } from '../http/unparsed-body.js';
import { type AccessDeclaration, accessDeclarationKey } from './access-declaration.js';

export interface DeclaredRoute {
  /** For example `GET`, or `*` for every method. */
  readonly method: string;
  readonly path: string;
  readonly handler: string;
  readonly access: AccessDeclaration | null;
  /** Set where the handler reads the body itself. */
  readonly unparsedBody: UnparsedBodyRule | null;
}

/** One or more routes that would answer without anyone having said to whom. */
export class RoutesUndeclared extends Error {
  constructor(readonly routes: readonly string[]) {
    super(
      [
        'These routes declare no access (@Permission, @CredentialRoute, @PublicRoute or @InternalRoute):',
        ...routes,
      ].join('\n  - '),
    );
    this.name = 'RoutesUndeclared';
  }
}

/** Every route of the application's controllers with the access that it declares. */
export function walkRoutes(app: INestApplication): DeclaredRoute[] {
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer, { strict: false }).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  return controllers.flatMap(({ metatype }) => {
    const prototype = (metatype as { prototype?: object } | null)?.prototype;
    if (!prototype || !metatype) return [];
    return scanner
      .getAllMethodNames(prototype)
      .flatMap((name) => routesOf(metatype, name, (prototype as Record<string, unknown>)[name]));
  });
}

/** @throws RoutesUndeclared */
export function requireDeclaredRoutes(routes: readonly DeclaredRoute[]): void {
  const bare = routes.filter(({ access }) => access === null);
  if (bare.length > 0)
    throw new RoutesUndeclared(bare.map(({ handler, method, path }) => `${method} ${path} (${handler})`));
}

function routesOf(controller: object, name: string, handler: unknown): DeclaredRoute[] {
  if (typeof handler !== 'function') return [];
  const ends = Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined;
  if (ends === undefined) return [];
  const starts = (Reflect.getMetadata(PATH_METADATA, controller) as string | string[] | undefined) ?? '';
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod] ?? 'ALL';
  const metadata = <T>(key: string): T | null => (Reflect.getMetadata(key, handler) as T | undefined) ?? null;
  const access = metadata<AccessDeclaration>(accessDeclarationKey);
  const unparsedBody = metadata<UnparsedBodyRule>(unparsedBodyKey);
  return listOf(starts).flatMap((start) =>
    listOf(ends).map((end) => ({
      method: method === 'ALL' ? '*' : method,
      path: joinPath(start, end),
      handler: `${(controller as { name: string }).name}.${name}`,
      access,
      unparsedBody,
    })),
  );
}

const listOf = (value: string | string[]): string[] => (Array.isArray(value) ? value : [value]);

const joinPath = (...parts: string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
